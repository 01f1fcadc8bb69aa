export const GET = () =>
  Response.json([{ id: 1 }, { id: 2 }], {
    headers: { 'Cache-Control': 'public, max-age=60', 'X-Total-Count': '2' },
  });
export const PUT = () => Response.json({ saved: true });
