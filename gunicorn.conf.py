"""How gunicorn serves `wsgi:app`: loaded once and shared by its workers; no list of requests, messages without addresses."""

import gc

gc.disable()  # what is loaded stays: looking through it again and again took a sixth of the start

accesslog = None
control_socket_disable = True
graceful_timeout = 30
logger_class = "network.web.logs.GunicornLines"
preload_app = True
threads = 8
worker_class = "network.web.worker.Worker"


def when_ready(_server):
    """All is loaded, and nothing of it is looked through or written to any more: workers share it, and keep only their own."""
    gc.freeze()
    gc.enable()
