from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

api = FastAPI()


# Middleware, routers and routes belong to `api`.
@api.get("/items")
def items() -> list[str]:
    return ["first", "second"]


# Around everything, error pages included: serve `app`, not `api`.
app = CORSMiddleware(  # cors: preflight vary errors
    api,
    allow_origins=["https://app.example.com", "https://admin.example.com"],  # cors: allow-origin
    allow_credentials=True,  # cors: allow-credentials
    allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"],  # cors: allow-methods
    allow_headers=["Authorization", "Content-Type"],  # cors: allow-headers
    expose_headers=["X-Total-Count"],  # cors: expose-headers
    max_age=7200,
)
