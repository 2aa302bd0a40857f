import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, Path, Query, Response, status
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, SQLModel, select

from app.db import engine, get_session
from app.models import Item, ItemFields, ItemPatch, ItemRead

log = logging.getLogger("uvicorn.error")


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    SQLModel.metadata.create_all(engine)
    yield
    engine.dispose()


app = FastAPI(title="Shopping list", version="0.1.0", lifespan=lifespan)

Database = Annotated[Session, Depends(get_session)]
ItemId = Annotated[int, Path(ge=1, le=2_147_483_647)]


def find(session: Session, item_id: int) -> Item:
    item = session.get(Item, item_id)
    if item is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, f"There is no item {item_id}.")
    return item


@app.get("/health")
def health(session: Database, response: Response) -> dict[str, str]:
    """Healthy means that an item could be read, not merely that the process answers."""
    try:
        session.exec(select(Item.id).limit(1)).first()
    except SQLAlchemyError as problem:
        log.warning("The database cannot be read: %s", problem)
        response.status_code = status.HTTP_503_SERVICE_UNAVAILABLE
        return {"status": "unhealthy", "database": "unreachable"}
    return {"status": "healthy", "database": "ok"}


@app.get("/api/items", response_model=list[ItemRead])
def list_items(
    session: Database,
    limit: Annotated[int, Query(ge=1, le=200)] = 100,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> list[Item]:
    return list(session.exec(select(Item).order_by(Item.id).limit(limit).offset(offset)))


@app.post("/api/items", response_model=ItemRead, status_code=status.HTTP_201_CREATED)
def add_item(fields: ItemFields, session: Database) -> Item:
    item = Item(**fields.model_dump())
    session.add(item)
    session.commit()
    session.refresh(item)
    return item


@app.get("/api/items/{item_id}", response_model=ItemRead)
def read_item(item_id: ItemId, session: Database) -> Item:
    return find(session, item_id)


@app.patch("/api/items/{item_id}", response_model=ItemRead)
def change_item(item_id: ItemId, patch: ItemPatch, session: Database) -> Item:
    item = find(session, item_id)
    item.sqlmodel_update(patch.model_dump(exclude_none=True))
    session.commit()
    session.refresh(item)
    return item


@app.delete("/api/items/{item_id}", status_code=status.HTTP_204_NO_CONTENT)
def delete_item(item_id: ItemId, session: Database) -> None:
    session.delete(find(session, item_id))
    session.commit()
