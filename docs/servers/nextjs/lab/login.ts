import { NextResponse, type NextRequest } from 'next/server';

export function login(request: NextRequest) {
  if (
    request.nextUrl.pathname === '/private' &&
    request.headers.get('Authorization') !== 'Bearer secret'
  ) {
    return NextResponse.json({ error: 'Unauthorized' }, { status: 401 });
  }
}
