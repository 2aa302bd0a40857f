from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from app.main import app


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(app) as client:
        yield client


def test_health_reads_the_database(client: TestClient) -> None:
    assert client.get("/health").json() == {"status": "healthy", "database": "ok"}


def test_an_item_is_added_changed_and_removed(client: TestClient) -> None:
    added = client.post("/api/items", json={"name": "Bread", "quantity": 2})
    assert added.status_code == 201
    url = f"/api/items/{added.json()['id']}"

    assert client.patch(url, json={"bought": True}).json()["bought"] is True
    assert client.get(url).json()["quantity"] == 2
    assert client.delete(url).status_code == 204
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("body", [{}, {"name": ""}, {"name": "x" * 201}, {"name": "Bread", "quantity": 0}])
def test_a_bad_item_is_refused(client: TestClient, body: dict[str, object]) -> None:
    assert client.post("/api/items", json=body).status_code == 422
