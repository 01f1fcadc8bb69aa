# The guide behind the headers that it was built with:
#   docker build --build-arg SITE_URL=https://cors.example.org/ -t cors-field-guide .
#   docker run --read-only --tmpfs /tmp -p 8080:8080 cors-field-guide
# The images are named by tag; `docker buildx imagetools inspect <image>` gives the digest to pin.
FROM python:3.13-slim-bookworm AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends make \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /guide
COPY . .
ARG SITE_URL
ARG REPO_URL
RUN make site

FROM nginxinc/nginx-unprivileged:stable-alpine-slim
COPY container/nginx.conf /etc/nginx/conf.d/default.conf
COPY --from=build /guide/site /srv/guide
EXPOSE 8080
HEALTHCHECK CMD wget -q --spider http://127.0.0.1:8080/ || exit 1
