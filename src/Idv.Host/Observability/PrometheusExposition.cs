using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Idv.Host.Observability;

/// <summary>
/// Gathers the meters of this program and writes them in Prometheus' text format 0.0.4: counters with <c>_total</c>, gauges, and histograms with the
/// bounds that each instrument advises. Tags must come from small sets; beyond 2,000 series an instrument's further ones are dropped and counted. Thread-safe.
/// </summary>
internal sealed class PrometheusExposition : IDisposable
{
    private const int MostSeries = 2000;
    private static readonly double[] DefaultBounds = [0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10];
    private readonly ConcurrentDictionary<Instrument, Family> _families = new();
    private readonly MeterListener _listener = new();
    private long _dropped;

    /// <summary>Listens to every meter whose name begins with <c>Idv.</c></summary>
    public PrometheusExposition()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name.StartsWith("Idv.", StringComparison.Ordinal))
            {
                _families.TryAdd(instrument, new Family(instrument));
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>The text.</summary>
    public string Write()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (var family in _families.Values.OrderBy(family => family.Name, StringComparer.Ordinal))
        {
            family.Write(text);
        }

        text.Append("# HELP idv_metrics_dropped_total Measurements of series beyond the limit of an instrument.\n# TYPE idv_metrics_dropped_total counter\n")
            .Append(CultureInfo.InvariantCulture, $"idv_metrics_dropped_total {Interlocked.Read(ref _dropped)}\n");
        return text.ToString();
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (_families.TryGetValue(instrument, out var family) && !family.Record(value, Labels(tags)))
        {
            Interlocked.Increment(ref _dropped);
        }
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return "";
        }

        var text = new StringBuilder();
        foreach (var (name, value) in tags)
        {
            text.Append(text.Length > 0 ? "," : "").Append(Plain(name)).Append("=\"");
            foreach (var letter in Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")
            {
                _ = letter switch
                {
                    '\\' => text.Append("\\\\"),
                    '"' => text.Append("\\\""),
                    '\n' => text.Append("\\n"),
                    _ => text.Append(letter),
                };
            }

            text.Append('"');
        }

        return text.ToString();
    }

    private static string Plain(string name) => name.Replace('.', '_').Replace('-', '_');

    private sealed class Family
    {
        private readonly Instrument _instrument;
        private readonly double[] _bounds;
        private readonly Dictionary<string, Series> _series = new(StringComparer.Ordinal);
        private readonly Lock _lock = new();
        private readonly Kind _kind;

        public Family(Instrument instrument)
        {
            _instrument = instrument;
            var type = instrument.GetType().Name;
            _kind = type.StartsWith("Histogram", StringComparison.Ordinal) ? Kind.Histogram
                : type.StartsWith("Counter", StringComparison.Ordinal) ? Kind.Counter
                : type.StartsWith("ObservableCounter", StringComparison.Ordinal) ? Kind.ObservedCounter
                : Kind.Gauge;
            _bounds = (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries is { Count: > 0 } advised ? [.. advised] : DefaultBounds;
            var unit = instrument.Unit == "s" ? "_seconds" : instrument.Unit == "By" ? "_bytes" : "";
            Name = Plain(instrument.Name) + unit + (_kind is Kind.Counter or Kind.ObservedCounter ? "_total" : "");
        }

        private enum Kind
        {
            Counter,
            ObservedCounter,
            Gauge,
            Histogram,
        }

        public string Name { get; }

        public bool Record(double value, string labels)
        {
            lock (_lock)
            {
                if (!_series.TryGetValue(labels, out var series))
                {
                    if (_series.Count >= MostSeries)
                    {
                        return false;
                    }

                    _series[labels] = series = new Series(_kind == Kind.Histogram ? _bounds.Length + 1 : 0);
                }

                if (_kind == Kind.Histogram)
                {
                    var bucket = Array.FindIndex(_bounds, bound => value <= bound);
                    series.Buckets[bucket < 0 ? _bounds.Length : bucket]++;
                    series.Count++;
                }

                series.Value = _kind is Kind.Counter or Kind.Histogram ? series.Value + value : value;
                return true;
            }
        }

        public void Write(StringBuilder text)
        {
            lock (_lock)
            {
                var type = _kind switch { Kind.Histogram => "histogram", Kind.Gauge => "gauge", _ => "counter" };
                text.Append(CultureInfo.InvariantCulture, $"# HELP {Name} {_instrument.Description}\n# TYPE {Name} {type}\n");
                foreach (var (labels, series) in _series.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                {
                    if (_kind == Kind.Histogram)
                    {
                        WriteHistogram(text, labels, series);
                    }
                    else
                    {
                        text.Append(Name).Append(labels.Length > 0 ? $"{{{labels}}}" : "").Append(CultureInfo.InvariantCulture, $" {series.Value:R}\n");
                    }
                }
            }
        }

        private void WriteHistogram(StringBuilder text, string labels, Series series)
        {
            long below = 0;
            var separator = labels.Length > 0 ? "," : "";
            for (var i = 0; i <= _bounds.Length; i++)
            {
                below += series.Buckets[i];
                var bound = i < _bounds.Length ? _bounds[i].ToString("R", CultureInfo.InvariantCulture) : "+Inf";
                text.Append(CultureInfo.InvariantCulture, $"{Name}_bucket{{{labels}{separator}le=\"{bound}\"}} {below}\n");
            }

            var braced = labels.Length > 0 ? $"{{{labels}}}" : "";
            text.Append(CultureInfo.InvariantCulture, $"{Name}_sum{braced} {series.Value:R}\n{Name}_count{braced} {series.Count}\n");
        }

        private sealed class Series(int buckets)
        {
            public long[] Buckets { get; } = new long[buckets];

            public long Count { get; set; }

            public double Value { get; set; }
        }
    }
}
