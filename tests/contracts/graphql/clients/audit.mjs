// Prints every GraphQL-over-HTTP audit of npm `graphql-http` as one JSON array.
import { auditServer } from 'graphql-http';

const results = await auditServer({ url: process.argv[2] });
const told = results.map(({ id, name, status, reason }) => ({ id, name, status, reason }));
console.log(JSON.stringify(told));
