from flask import Flask, Response, request
from flask_cors import CORS

app = Flask(__name__)
CORS(  # cors: errors
    app,
    origins=["https://app.example.com", "https://admin.example.com"],  # cors: allow-origin
    always_send=False,  # cors: allow-origin
    supports_credentials=True,  # cors: allow-credentials
    methods=["GET", "POST", "PUT", "PATCH", "DELETE"],  # cors: allow-methods
    allow_headers=["Authorization", "Content-Type"],  # cors: allow-headers
    expose_headers=["X-Total-Count"],  # cors: expose-headers
    max_age=7200,
    vary_header=False,  # cors: vary
)


# cors: vary {
@app.after_request
def vary(response: Response) -> Response:
    response.vary.add("Origin")
    return response


# cors: }
# cors: preflight {
@app.before_request
def preflight() -> tuple[str, int] | None:
    """Answers before any login check that is registered further down."""
    if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
        return "", 204
    return None


# cors: }
# Login checks, blueprints and routes from here on.
@app.get("/items")
def items() -> list[str]:
    return ["first", "second"]
