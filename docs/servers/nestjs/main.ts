import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';

const app = await NestFactory.create(AppModule);
app.enableCors({ // cors: preflight errors
  origin: ['https://app.example.com', 'https://admin.example.com'], // cors: allow-origin vary
  credentials: true, // cors: allow-credentials
  methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], // cors: allow-methods
  allowedHeaders: ['Authorization', 'Content-Type'], // cors: allow-headers
  exposedHeaders: ['X-Total-Count'], // cors: expose-headers
  maxAge: 7200, // cors: preflight
});
await app.listen(process.env.PORT ?? 3000);
