using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Idv.Imaging.Video;

/// <summary>The times of the frames, in order, from the lines that ffmpeg's <c>showinfo</c> filter writes: <c>… pts_time:1.24 …</c></summary>
internal sealed class FrameTimestamps : IDisposable
{
    // Longer lines are other messages; they are cut so that a file can't make this process hold them.
    private const int LongestLine = 1024;
    private const string Field = "pts_time:";

    private readonly BlockingCollection<TimeSpan> _times = [];

    /// <summary>Reads lines to the end of the stream.</summary>
    public void ReadFrom(Stream stream)
    {
        var line = new StringBuilder();
        var buffer = new byte[4096];
        for (int count; (count = stream.Read(buffer)) > 0;)
        {
            foreach (var value in buffer.AsSpan(0, count))
            {
                if (value == '\n')
                {
                    Take(line.ToString());
                    line.Clear();
                }
                else if (line.Length < LongestLine)
                {
                    line.Append((char)value);
                }
            }
        }

        _times.CompleteAdding();
    }

    /// <summary>The time of the next frame; waits until it is known, and is false when there is none.</summary>
    public bool TryTakeNext(out TimeSpan time) => _times.TryTake(out time, Timeout.Infinite);

    /// <inheritdoc/>
    public void Dispose() => _times.Dispose();

    private void Take(string line)
    {
        var at = line.IndexOf(Field, StringComparison.Ordinal);
        if (at < 0)
        {
            return;
        }

        var value = line.AsSpan(at + Field.Length).TrimStart();
        var end = value.IndexOf(' ');
        if (double.TryParse(end < 0 ? value : value[..end], NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) &&
            Math.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds / 2)
        {
            _times.Add(TimeSpan.FromSeconds(seconds));
        }
        else
        {
            // A frame without a time still counts as one.
            _times.Add(TimeSpan.Zero);
        }
    }
}
