const missing = () => Response.json({ error: 'Not found' }, { status: 404 }); // cors: errors

export { missing as DELETE, missing as GET, missing as PATCH, missing as POST, missing as PUT }; // cors: errors
