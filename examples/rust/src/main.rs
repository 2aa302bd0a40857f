use axum::{routing::get, Json, Router};
use serde_json::{json, Value};

async fn items() -> Json<Value> {
    let shop = std::env::var("SHOP_NAME").unwrap_or_else(|_| "corner".to_string());
    Json(json!({"shop": shop, "items": ["bread", "milk"]}))
}

#[tokio::main]
async fn main() {
    let app = Router::new()
        .route("/healthz", get(|| async { "ok" }))
        .route("/items", get(items));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await.unwrap();
    axum::serve(listener, app).await.unwrap();
}
