"""What happens to the index on the clock: it follows what changed, and is compared with everything now and then."""

from datetime import timedelta

from network.kernel.actor import Actor
from network.kernel.job import Job
from network.kernel.searching import SearchSource
from network.search import queries
from network.search.commands import indexing


def keep_index(_actor: Actor) -> None:
    """Take in what changed since the last time."""
    for source in queries.sources():
        for stream in range(len(source.changes)):
            _follow(source, stream)


def _follow(source: SearchSource, stream: int) -> None:
    before, begun = queries.where_to_begin(source, stream)
    while batch := queries.due(source, stream, begun, before):
        if not batch.is_idle and not indexing.take_in(batch):
            return  # another scheduler is at it
        begun = batch.after
        before = max(filter(None, (before, batch.after)))


def mend_index(_actor: Actor) -> None:
    """Compare the index with all that there is: what no change told of comes in, what is gone goes."""
    for source in queries.sources():
        for batch in queries.mending(source):
            if not batch.is_idle:
                indexing.take_in(batch)


JOBS = (
    Job("keep-search", timedelta(seconds=10), keep_index),
    Job("mend-search", timedelta(hours=1), mend_index),
)
