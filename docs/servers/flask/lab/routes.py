"""What the lab asks for, and a login check in front of it."""

from flask import Flask, Response, jsonify, request


def add(app: Flask) -> None:
    @app.before_request
    def login() -> Response | None:
        wanted = request.path == "/private"
        if wanted and request.headers.get("Authorization") != "Bearer secret":
            return Response(status=401)
        return None

    @app.get("/items")
    def items() -> Response:
        response = jsonify(["first", "second"])
        response.headers["Cache-Control"] = "public, max-age=60"
        response.headers["X-Total-Count"] = "2"
        return response

    @app.put("/items")
    def write() -> Response:
        return jsonify("written")

    @app.get("/private")
    def private() -> Response:
        return jsonify("private")

    @app.get("/broken")
    def broken() -> Response:
        raise RuntimeError("broken")
