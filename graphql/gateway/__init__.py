"""The GraphQL gateway: transport and conventions over the domains' use cases.

`build_schema()` and `build_graphql_app()` are the two doors; `README.md` says how a domain
adds its fields.
"""
