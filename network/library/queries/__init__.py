"""What can be seen of documents."""

from network.library.queries.sight import (
    drafts_visible_to,
    get,
    get_for_change,
    get_version,
    kept_by,
    texts_visible_to,
    visible_to,
)

__all__ = ["drafts_visible_to", "get", "get_for_change", "get_version", "kept_by", "texts_visible_to", "visible_to"]
