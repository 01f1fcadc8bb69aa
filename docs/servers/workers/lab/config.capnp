using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    ( name = "worker",
      worker = (
        modules = [(name = "index.js", esModule = embed "../index.js")],
        compatibilityDate = "2026-01-01",
        globalOutbound = "origin" ) ),
    (name = "origin", external = (address = "{backend}", http = ())),
  ],
  sockets = [(name = "http", address = "127.0.0.1:{port}", http = (), service = "worker")],
);
