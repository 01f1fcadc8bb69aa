import { defineConfig } from 'vite';

export default defineConfig({
  server: {
    cors: { // cors: preflight
      origin: ['https://app.example.com', 'https://admin.example.com'], // cors: allow-origin vary
      credentials: true, // cors: allow-credentials
      methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], // cors: allow-methods
      allowedHeaders: ['Authorization', 'Content-Type'], // cors: allow-headers
      exposedHeaders: ['X-Total-Count'], // cors: expose-headers
      maxAge: 7200, // cors: preflight
    },
    proxy: {
      '/api': 'http://localhost:8000',
    },
  },
});
