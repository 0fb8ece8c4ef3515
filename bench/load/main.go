// Command load brings listeners and voices into rooms of a media engine, without decoding or encoding anything.
//
// It reads one JSON request a line on stdin and answers each with one JSON line on stdout, in order. Requests:
//
//	{"do": "speak", "address", "token", "as"}        connect a voice, which publishes nothing yet
//	{"do": "publish", "as", "file"}                  publish an Ogg Opus file, over and over
//	{"do": "listen", "address", "tokens", "hear"}    connect listeners; number i hears the identities hear[i]
//	{"do": "measure", "seconds"}                     count what all listeners receive meanwhile
//	{"do": "leave"}                                  disconnect everybody
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"sync"
	"time"

	"github.com/livekit/protocol/logger"
	lksdk "github.com/livekit/server-sdk-go/v2"
)

// joining is how many listeners connect at a time.
const joining = 8

type request struct {
	Do      string     `json:"do"`
	Address string     `json:"address"`
	Token   string     `json:"token"`
	Tokens  []string   `json:"tokens"`
	Hear    [][]string `json:"hear"`
	As      string     `json:"as"`
	File    string     `json:"file"`
	Seconds float64    `json:"seconds"`
}

// crowd is everybody who was brought in.
type crowd struct {
	voices    map[string]*voice
	listeners []*listener
}

func main() {
	lksdk.SetLogger(logger.GetDiscardLogger())
	here := &crowd{voices: map[string]*voice{}}
	requests := bufio.NewScanner(os.Stdin)
	requests.Buffer(nil, 64<<20)
	answers := json.NewEncoder(os.Stdout)
	for requests.Scan() {
		var asked request
		answer, err := any(nil), json.Unmarshal(requests.Bytes(), &asked)
		if err == nil {
			answer, err = here.do(asked)
		}
		if err != nil {
			answer = map[string]string{"error": err.Error()}
		}
		if err := answers.Encode(answer); err != nil {
			os.Exit(1)
		}
	}
	here.leave()
}

func (here *crowd) do(asked request) (any, error) {
	switch asked.Do {
	case "speak":
		connected, err := newVoice(asked.Address, asked.Token)
		if err == nil {
			here.voices[asked.As] = connected
		}
		return struct{}{}, err
	case "publish":
		return struct{}{}, here.voices[asked.As].publish(asked.File)
	case "listen":
		return struct{}{}, here.listen(asked)
	case "measure":
		return here.measure(time.Duration(asked.Seconds * float64(time.Second))), nil
	case "leave":
		here.leave()
		return struct{}{}, nil
	default:
		return nil, fmt.Errorf("nobody knows how to %q", asked.Do)
	}
}

// listen connects listeners, a few at a time, and returns when each of them receives all that it is to hear.
func (here *crowd) listen(asked request) error {
	var waiting sync.WaitGroup
	places := make(chan struct{}, joining)
	came := make([]*listener, len(asked.Tokens))
	errs := make([]error, len(asked.Tokens))
	for number, token := range asked.Tokens {
		waiting.Go(func() {
			places <- struct{}{}
			defer func() { <-places }()
			came[number], errs[number] = newListener(asked.Address, token, asked.Hear[number])
		})
	}
	waiting.Wait()
	var failed error
	for number, err := range errs {
		if err == nil {
			here.listeners = append(here.listeners, came[number])
		} else if failed == nil {
			failed = fmt.Errorf("listener %d: %w", number, err)
		}
	}
	return failed
}

// measurement is what happened during a measurement.
type measurement struct {
	Listeners []reception `json:"listeners"`
	// Late is how much later than asked this program itself was woken, at worst, in milliseconds: what its
	// listeners missed is only the server's fault while this is small.
	Late float64 `json:"late"`
}

// measure lets time pass and tells of each listener what it missed.
func (here *crowd) measure(span time.Duration) measurement {
	for _, one := range here.listeners {
		one.begin()
	}
	found := measurement{Late: sleep(span)}
	for _, one := range here.listeners {
		found.Listeners = append(found.Listeners, one.end())
	}
	return found
}

// sleep sleeps in short naps and returns by how many milliseconds the longest was too long.
func sleep(span time.Duration) (late float64) {
	const nap = 10 * time.Millisecond
	for end := time.Now().Add(span); time.Now().Before(end); {
		before := time.Now()
		time.Sleep(nap)
		late = max(late, (time.Since(before)-nap).Seconds()*1000)
	}
	return late
}

func (here *crowd) leave() {
	for _, one := range here.listeners {
		one.room.Disconnect()
	}
	for _, one := range here.voices {
		one.room.Disconnect()
	}
	*here = crowd{voices: map[string]*voice{}}
}
