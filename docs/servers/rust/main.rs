use std::time::Duration;

use axum::{
    extract::Request,
    http::{header, HeaderName, HeaderValue, Method, StatusCode},
    middleware::{self, Next},
    response::Response,
    routing::get,
    Json, Router,
};
use tower_http::{catch_panic::CatchPanicLayer, cors::CorsLayer};

#[tokio::main]
async fn main() {
    let origins = ["https://app.example.com", "https://admin.example.com"];
    let cors = CorsLayer::new()
        .allow_origin(origins.map(HeaderValue::from_static)) // cors: allow-origin vary
        .allow_credentials(true) // cors: allow-credentials
        // cors: allow-methods {
        .allow_methods([
            Method::GET,
            Method::POST,
            Method::PUT,
            Method::PATCH,
            Method::DELETE,
        ])
        // cors: }
        .allow_headers([header::AUTHORIZATION, header::CONTENT_TYPE]) // cors: allow-headers
        .expose_headers([HeaderName::from_static("x-total-count")]) // cors: expose-headers
        .max_age(Duration::from_secs(7200));

    let private = Router::new()
        .route("/private", get(|| async { "for members" }))
        .route_layer(middleware::from_fn(login));
    let app = Router::new()
        .route("/items", get(|| async { Json(["one", "two"]) }))
        .merge(private);
    let app = app.layer(CatchPanicLayer::new()); // cors: errors
    let app = app.layer(cors); // cors: preflight errors

    let listener = tokio::net::TcpListener::bind("127.0.0.1:8080")
        .await
        .expect("port 8080 is free");
    axum::serve(listener, app).await.expect("the server runs");
}

/// Your own check of the token.
async fn login(request: Request, next: Next) -> Result<Response, StatusCode> {
    match request.headers().get(header::AUTHORIZATION) {
        Some(token) if token == "Bearer secret" => Ok(next.run(request).await),
        _ => Err(StatusCode::UNAUTHORIZED),
    }
}
