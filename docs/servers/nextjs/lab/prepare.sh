# Without TypeScript's own package, Next.js takes no .ts file below app; this one is JavaScript too.
cp -r lab/app lab/login.ts lab/next.config.mjs .
mv 'app/[...missing]/route.ts' 'app/[...missing]/route.js'
