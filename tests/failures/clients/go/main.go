// Asks for a URL with net/http as the one argument says, and prints what went wrong as JSON.
package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"time"
)

type ask struct {
	URL            string `json:"url"`
	Upload         int    `json:"upload"`
	Timeout        int    `json:"timeout"`
	ConnectTimeout int    `json:"connect_timeout"`
	CA             string `json:"ca"`
	Proxy          string `json:"proxy"`
	Cancel         int    `json:"cancel"`
	Exhaust        bool   `json:"exhaust"`
}

func get(ask ask) (string, error) {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	if ask.ConnectTimeout > 0 {
		transport.DialContext = (&net.Dialer{Timeout: time.Duration(ask.ConnectTimeout) * time.Millisecond}).DialContext
	}
	if ask.CA != "" {
		pem, err := os.ReadFile(ask.CA)
		if err != nil {
			panic(err)
		}
		pool := x509.NewCertPool()
		pool.AppendCertsFromPEM(pem)
		transport.TLSClientConfig = &tls.Config{RootCAs: pool}
	}
	if ask.Proxy != "" {
		proxy, err := url.Parse(ask.Proxy)
		if err != nil {
			panic(err)
		}
		transport.Proxy = http.ProxyURL(proxy)
	}
	client := http.Client{Transport: transport, Timeout: time.Duration(ask.Timeout) * time.Millisecond}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	if ask.Cancel > 0 {
		time.AfterFunc(time.Duration(ask.Cancel)*time.Millisecond, cancel)
	}
	method, content := http.MethodGet, io.Reader(nil)
	if ask.Upload > 0 {
		method, content = http.MethodPost, bytes.NewReader(bytes.Repeat([]byte("x"), ask.Upload))
	}
	request, err := http.NewRequestWithContext(ctx, method, ask.URL, content)
	if err != nil {
		return "", err
	}
	for ask.Exhaust {
		if _, err := os.Open("/dev/null"); err != nil {
			break
		}
	}
	response, err := client.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	return fmt.Sprintf("%s, %d bytes", response.Status, len(text)), err
}

func main() {
	var asked ask
	if err := json.Unmarshal([]byte(os.Args[1]), &asked); err != nil {
		panic(err)
	}
	answer, err := get(asked)
	told := map[string]string{"answer": answer}
	if err != nil {
		classes := ""
		for cause := err; cause != nil; cause = errors.Unwrap(cause) {
			if classes != "" {
				classes += ": "
			}
			classes += fmt.Sprintf("%T", cause)
		}
		told = map[string]string{"message": err.Error(), "class": classes}
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(told)
}
