package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"time"

	"github.com/livekit/protocol/livekit"
	lksdk "github.com/livekit/server-sdk-go/v2"
	"github.com/pion/webrtc/v4"
	"github.com/pion/webrtc/v4/pkg/media"
	"github.com/pion/webrtc/v4/pkg/media/oggreader"
)

// frame is how much sound a packet holds.
const frame = 20 * time.Millisecond

// headers are the pages of an Ogg Opus file before its sound.
const headers = 2

// voice publishes a file.
type voice struct {
	room *lksdk.Room
}

func newVoice(address, token string) (*voice, error) {
	room, err := lksdk.ConnectToRoomWithToken(address, token, lksdk.NewRoomCallback(), lksdk.WithAutoSubscribe(false))
	return &voice{room}, err
}

func (one *voice) publish(file string) error {
	sound, err := read(file)
	if err != nil {
		return err
	}
	sent, err := lksdk.NewLocalSampleTrack(webrtc.RTPCodecCapability{
		MimeType: webrtc.MimeTypeOpus, ClockRate: 48000, Channels: 2, SDPFmtpLine: "minptime=10;useinbandfec=1",
	})
	if err != nil {
		return err
	}
	_, err = one.room.LocalParticipant.PublishTrack(sent, &lksdk.TrackPublicationOptions{
		Name: "microphone", Source: livekit.TrackSource_MICROPHONE, DisableDTX: true,
	})
	if err != nil {
		return err
	}
	return sent.StartWrite(&loop{frames: sound}, nil)
}

// read takes the packets out of an Ogg Opus file with one packet a page.
func read(file string) ([][]byte, error) {
	content, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	reader, _, err := oggreader.NewWith(bytes.NewReader(content))
	if err != nil {
		return nil, err
	}
	var frames [][]byte
	for page := 1; ; page++ {
		packet, _, err := reader.ParseNextPage()
		if errors.Is(err, io.EOF) {
			return frames, nil
		}
		if err != nil {
			return nil, err
		}
		if page >= headers {
			frames = append(frames, packet)
		}
	}
}

// loop gives its frames over and over.
type loop struct {
	lksdk.BaseSampleProvider
	frames [][]byte
	next   int
}

// NextSample is asked for at the pace that the sample's duration sets.
func (one *loop) NextSample(context.Context) (media.Sample, error) {
	sample := media.Sample{Data: one.frames[one.next], Duration: frame}
	one.next = (one.next + 1) % len(one.frames)
	return sample, nil
}

// Close has nothing to give back.
func (one *loop) Close() error { return nil }
