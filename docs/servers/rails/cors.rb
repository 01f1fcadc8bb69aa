Rails.application.config.middleware.insert_before 0, Rack::Cors do # cors: errors preflight
  allow do
    origins "https://app.example.com", "https://admin.example.com" # cors: allow-origin
    resource "*", # cors: vary
      credentials: true, # cors: allow-credentials
      methods: [:get, :post, :put, :patch, :delete], # cors: allow-methods
      headers: ["Authorization", "Content-Type"], # cors: allow-headers
      expose: ["X-Total-Count"], # cors: expose-headers
      max_age: 7200
  end
end
