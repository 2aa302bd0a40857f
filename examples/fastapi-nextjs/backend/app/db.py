import os
from collections.abc import Iterator

from sqlmodel import Session, create_engine


def psycopg_url(url: str) -> str:
    """Names the driver: a bare postgresql:// means psycopg2 to some SQLAlchemy versions."""
    scheme, separator, rest = url.partition("://")
    return f"postgresql+psycopg{separator}{rest}" if scheme in ("postgres", "postgresql") else url


engine = create_engine(psycopg_url(os.environ["DATABASE_URL"]), pool_pre_ping=True)


def get_session() -> Iterator[Session]:
    with Session(engine) as session:
        yield session
