"""GraphQL over HTTP, over Server-Sent Events and over WebSocket, on one path."""
