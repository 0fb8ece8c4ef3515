// Bare LiveKit, as its own examples use it: whoever may publish publishes, whoever listens receives everything.
const OPTIONS = { singlePeerConnection: false, publishDefaults: { dtx: false, red: true, simulcast: false } };

globalThis.bare = {
  room: null,

  /** Connect, and play every sound. */
  async listen(address, token) {
    const room = new LivekitClient.Room(OPTIONS);
    room.on("trackSubscribed", (track, _publication, participant) => {
      const element = document.createElement(track.kind);
      element.dataset.identity = participant.identity;
      track.attach(element);
      document.body.append(element);
    });
    room.on("trackUnsubscribed", (track) => {
      for (const element of track.detach()) {
        element.srcObject = null;
        element.remove();
      }
    });
    await room.connect(address, token);
    this.room = room;
  },

  /** Connect with the microphone open, and publish it as soon as the server permits. */
  async speak(address, token, audio) {
    const [microphone] = (await navigator.mediaDevices.getUserMedia({ audio })).getAudioTracks();
    const room = new LivekitClient.Room(OPTIONS);
    room.on("participantPermissionsChanged", async (_before, participant) => {
      if (participant !== room.localParticipant || !participant.permissions.canPublish) return;
      await participant.publishTrack(microphone, { source: "microphone", audioPreset: { maxBitrate: 64_000 } });
    });
    await room.connect(address, token);
    this.room = room;
  },

  async leave() {
    await this.room?.disconnect();
    this.room = null;
  },
};
