package main

import (
	"errors"
	"sync"
	"time"

	lksdk "github.com/livekit/server-sdk-go/v2"
	"github.com/pion/webrtc/v4"
)

// patience is how long a listener waits for its tracks.
const patience = 30 * time.Second

// reception is what one listener received during a measurement.
type reception struct {
	// Packets that came, on all tracks.
	Packets int `json:"packets"`
	// Missing packets: numbers that were left out.
	Missing int `json:"missing"`
	// Longest time without a packet on any one track, in milliseconds.
	Longest float64 `json:"longest"`
}

// listener hears a few identities' sound and counts packets.
type listener struct {
	room *lksdk.Room
	hear map[string]bool

	lock   sync.Mutex
	tracks map[string]*track
	all    chan struct{}
}

// track is one sound that is received.
type track struct {
	last   time.Time
	number uint16
	reception
}

func newListener(address, token string, identities []string) (*listener, error) {
	one := &listener{hear: map[string]bool{}, tracks: map[string]*track{}, all: make(chan struct{})}
	for _, identity := range identities {
		one.hear[identity] = true
	}
	callback := lksdk.NewRoomCallback()
	callback.OnTrackPublished = one.subscribe
	callback.OnTrackSubscribed = one.receive
	room, err := lksdk.ConnectToRoomWithToken(address, token, callback, lksdk.WithAutoSubscribe(false))
	if err != nil {
		return nil, err
	}
	one.room = room
	for _, person := range room.GetRemoteParticipants() {
		for _, publication := range person.TrackPublications() {
			if remote, ok := publication.(*lksdk.RemoteTrackPublication); ok {
				one.subscribe(remote, person)
			}
		}
	}
	select {
	case <-one.all:
		return one, nil
	case <-time.After(patience):
		room.Disconnect()
		return nil, errors.New("did not receive all tracks in time")
	}
}

func (one *listener) subscribe(publication *lksdk.RemoteTrackPublication, person *lksdk.RemoteParticipant) {
	if one.hear[person.Identity()] && publication.Kind() == lksdk.TrackKindAudio && !publication.IsSubscribed() {
		_ = publication.SetSubscribed(true) // a failure shows as a track that never comes
	}
}

// receive counts the packets of a track until it ends.
func (one *listener) receive(remote *webrtc.TrackRemote, _ *lksdk.RemoteTrackPublication, person *lksdk.RemoteParticipant) {
	go func() {
		first := true
		for {
			packet, _, err := remote.ReadRTP()
			if err != nil {
				return
			}
			one.lock.Lock()
			if first {
				first = false
				one.tracks[person.Identity()] = &track{last: time.Now(), number: packet.SequenceNumber}
				if len(one.tracks) == len(one.hear) {
					close(one.all)
				}
			} else {
				one.tracks[person.Identity()].count(packet.SequenceNumber)
			}
			one.lock.Unlock()
		}
	}()
}

// count takes in the next packet; one that comes late, again or out of order fills no gap.
func (of *track) count(number uint16) {
	now := time.Now()
	of.Packets++
	if step := number - of.number; step < 1<<15 {
		of.Missing += int(step) - 1
		of.number = number
	}
	of.Longest = max(of.Longest, now.Sub(of.last).Seconds()*1000)
	of.last = now
}

func (one *listener) begin() {
	one.lock.Lock()
	defer one.lock.Unlock()
	for _, of := range one.tracks {
		of.reception = reception{}
		of.last = time.Now()
	}
}

func (one *listener) end() reception {
	one.lock.Lock()
	defer one.lock.Unlock()
	var whole reception
	for _, of := range one.tracks {
		whole.Packets += of.Packets
		whole.Missing += of.Missing
		whole.Longest = max(whole.Longest, of.Longest, time.Since(of.last).Seconds()*1000)
	}
	return whole
}
