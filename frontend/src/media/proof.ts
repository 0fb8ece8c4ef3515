/**
 * Whether the media server has acknowledged packets of a sender after a moment: its receiver reports carry the time of
 * their arrival.
 *
 * @param since `performance.timeOrigin + performance.now()`, the clock that stamps the statistics
 */
export async function acknowledged(sender: Pick<RTCRtpSender, "getStats">, since: number): Promise<boolean> {
  const statistics = await sender.getStats();
  let report = false;
  statistics.forEach((entry: { type: string; timestamp: number }) => {
    if (entry.type === "remote-inbound-rtp" && entry.timestamp > since) report = true;
  });
  return report;
}
