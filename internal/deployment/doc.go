// Package deployment checks the files that put Commonthread on a server:
// docker-compose.yml, Dockerfile and .dockerignore. It has tests alone; where
// docker compose is installed, make test asks it too.
package deployment
