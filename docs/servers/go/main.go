package main

import (
	"fmt"
	"log"
	"net/http"
	"slices"
)

var origins = []string{"https://app.example.com", "https://admin.example.com"} // cors: allow-origin

func cors(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		header.Add("Vary", "Origin") // cors: vary
		if origin := r.Header.Get("Origin"); slices.Contains(origins, origin) {
			header.Set("Access-Control-Allow-Origin", origin) // cors: allow-origin
			header.Set("Access-Control-Allow-Credentials", "true") // cors: allow-credentials
			header.Set("Access-Control-Expose-Headers", "X-Total-Count") // cors: expose-headers
		}
		// cors: preflight {
		if r.Method == http.MethodOptions && r.Header.Get("Access-Control-Request-Method") != "" {
			header.Set("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE") // cors: allow-methods
			header.Set("Access-Control-Allow-Headers", "Authorization, Content-Type") // cors: allow-headers
			header.Set("Access-Control-Max-Age", "7200")
			w.WriteHeader(http.StatusNoContent)
			return
		}
		// cors: }
		next.ServeHTTP(w, r)
	})
}

func items(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "public, max-age=60")
	w.Header().Set("X-Total-Count", "2")
	fmt.Fprintln(w, `["first", "second"]`)
}

func main() {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /items", items)
	// Login checks go between cors and mux.
	log.Fatal(http.ListenAndServe(":8080", cors(mux))) // cors: errors
}
