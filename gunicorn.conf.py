"""How gunicorn serves `wsgi:app`: no list of requests, messages without addresses."""

accesslog = None
control_socket_disable = True
graceful_timeout = 30
logger_class = "network.web.logs.GunicornLines"
threads = 8
worker_class = "network.web.worker.Worker"
