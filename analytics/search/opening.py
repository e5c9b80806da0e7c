"""Which engine an installation uses."""

from pathlib import Path

from analytics.search.base import SearchEngine


def open_engine(url: str, folder: Path) -> SearchEngine:
    """Elasticsearch at `url`, or the embedded engine in `folder` when there is no url.

    Nothing is connected yet.
    """
    if url:
        from analytics.search.elasticsearch import ElasticsearchEngine

        return ElasticsearchEngine(url)
    from analytics.search.embedded import EmbeddedEngine

    return EmbeddedEngine(folder)
