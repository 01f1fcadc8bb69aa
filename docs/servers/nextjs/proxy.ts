import { NextResponse, type NextRequest } from 'next/server';
import { login } from './login';

const origins = ['https://app.example.com', 'https://admin.example.com']; // cors: allow-origin

export function proxy(request: NextRequest) {
  const origin = request.headers.get('Origin') ?? '';
  const preflight = // cors: preflight
    request.method === 'OPTIONS' && request.headers.has('Access-Control-Request-Method'); // cors: preflight
  const response = preflight // cors: preflight
    ? new NextResponse(null, { status: 204 }) // cors: preflight
    : login(request) ?? NextResponse.next(); // cors: errors
  response.headers.append('Vary', 'Origin'); // cors: vary
  if (origins.includes(origin)) { // cors: allow-origin
    response.headers.set('Access-Control-Allow-Origin', origin); // cors: allow-origin
    response.headers.set('Access-Control-Allow-Credentials', 'true'); // cors: allow-credentials
    response.headers.set('Access-Control-Allow-Methods', 'GET, POST, PUT, PATCH, DELETE'); // cors: allow-methods
    response.headers.set('Access-Control-Allow-Headers', 'Authorization, Content-Type'); // cors: allow-headers
    response.headers.set('Access-Control-Expose-Headers', 'X-Total-Count'); // cors: expose-headers
    response.headers.set('Access-Control-Max-Age', '7200'); // cors: preflight
  }
  return response;
}
