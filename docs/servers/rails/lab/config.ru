# A Rails application of one file: what the lab asks for, and a login check in front of it.
ENV["RAILS_ENV"] = "production"
require "rails"
require "action_controller/railtie"
require "rack/cors"

class Login
  def initialize(app)
    @app = app
  end

  def call(env)
    wanted = env["PATH_INFO"] == "/private"
    return [401, {}, []] if wanted && env["HTTP_AUTHORIZATION"] != "Bearer secret"
    @app.call(env)
  end
end

class Lab < Rails::Application
  config.eager_load = false
  config.secret_key_base = "lab"
  config.logger = Logger.new($stderr)
  config.middleware.use Login
  initializer(:cors, before: :load_config_initializers) { load File.expand_path("../cors.rb", __dir__) }
end

class ItemsController < ActionController::API
  def index
    response.headers["Cache-Control"] = "public, max-age=60"
    response.headers["X-Total-Count"] = "2"
    render json: ["first", "second"]
  end

  def update
    render json: "written".to_json
  end

  def show
    render json: "private".to_json
  end

  def broken
    raise "broken"
  end
end

Lab.initialize!
Rails.application.routes.draw do
  get "/items", to: "items#index"
  put "/items", to: "items#update"
  get "/private", to: "items#show"
  get "/broken", to: "items#broken"
end
run Rails.application
