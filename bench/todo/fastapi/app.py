"""The Todo Chatbot's list of tasks in FastAPI and SQLModel: the same table, token, page and fields."""

import os
import time
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Annotated

import jwt
from fastapi import Depends, FastAPI, Header, HTTPException, Query, Response
from sqlalchemy import BigInteger, Column, DateTime, SmallInteger, String, func
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlmodel import Field, SQLModel, select

PRIORITIES = {1: "low", 2: "medium", 3: "high"}
KNOWN_SECONDS = 60


def moment(**options) -> Column:
    return Column(DateTime(timezone=True), **options)


class Task(SQLModel, table=True):
    __tablename__ = "tasks"
    user_id: str = Field(primary_key=True)
    id: int = Field(sa_column=Column(BigInteger, primary_key=True))
    title: str
    description: str | None
    completed: bool
    completed_at: datetime | None = Field(sa_column=moment())
    priority: int = Field(sa_column=Column(SmallInteger))
    tags: list[str] = Field(sa_column=Column(ARRAY(String)))
    due_at: datetime | None = Field(sa_column=moment())
    all_day: bool
    recurrence: str | None
    time_zone: str
    series_id: int | None = Field(sa_column=Column(BigInteger))
    remind_at: datetime | None = Field(sa_column=moment())
    position: float
    version: int
    created_at: datetime = Field(sa_column=moment())
    updated_at: datetime = Field(sa_column=moment())


class TaskOut(SQLModel):
    id: int
    user_id: str
    title: str
    description: str | None
    completed: bool
    completed_at: datetime | None
    priority: str
    tags: list[str]
    due_at: datetime | None
    all_day: bool
    recurrence: str | None
    time_zone: str
    series_id: int | None
    remind_at: datetime | None
    position: float
    version: int
    created_at: datetime
    updated_at: datetime


engine = create_async_engine(os.environ["DATABASE_URL"], pool_size=12, max_overflow=0)
sessions = async_sessionmaker(engine, expire_on_commit=False)
keys = jwt.PyJWKClient(os.environ["AUTH_JWKS_URL"], cache_keys=True)
known: dict[str, tuple[str, float]] = {}


@asynccontextmanager
async def life(_: FastAPI):
    yield
    await engine.dispose()


app = FastAPI(lifespan=life)


async def session():
    async with sessions() as opened:
        yield opened


async def person(authorization: Annotated[str, Header()] = "") -> str:
    token = authorization.removeprefix("Bearer ")
    # As the backend does it: a token that was good is good for a minute.
    user, until = known.get(token, ("", 0.0))
    now = time.monotonic()
    if until > now:
        return user
    try:
        claims = jwt.decode(
            token,
            keys.get_signing_key_from_jwt(token).key,
            algorithms=["ES256"],
            audience=os.environ["AUTH_AUDIENCE"],
            issuer=os.environ["AUTH_ISSUER"],
            options={"require": ["sub", "exp"]},
        )
    except jwt.PyJWTError as error:
        raise HTTPException(401, str(error)) from error
    if len(known) > 10_000:
        known.clear()
    known[token] = (claims["sub"], now + KNOWN_SECONDS)
    return claims["sub"]


@app.get("/healthz")
async def healthz() -> dict[str, str]:
    return {"status": "UP"}


@app.get("/api/{user_id}/tasks")
async def tasks(
    user_id: str,
    response: Response,
    who: Annotated[str, Depends(person)],
    database: Annotated[AsyncSession, Depends(session)],
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    offset: Annotated[int, Query(ge=0, le=100_000)] = 0,
) -> list[TaskOut]:
    if user_id != who:
        raise HTTPException(403, "These are another person's tasks")
    rows = (
        await database.execute(
            select(Task, func.count().over().label("total"))
            .where(Task.user_id == user_id)
            .order_by(Task.created_at.desc().nulls_last(), Task.id.desc())
            .limit(limit)
            .offset(offset)
        )
    ).all()
    response.headers["X-Total-Count"] = str(rows[0].total if rows else 0)
    return [TaskOut(**{**task.__dict__, "priority": PRIORITIES[task.priority]}) for task, _ in rows]
