namespace Idv.Host.Serving;

/// <summary>Whether the appliance takes work.</summary>
internal sealed class Readiness
{
    private volatile bool _ready;

    /// <summary>True between the end of loading and the beginning of draining.</summary>
    public bool IsReady => _ready;

    /// <summary>Loading has ended.</summary>
    public void Begin() => _ready = true;

    /// <summary>Draining begins.</summary>
    public void End() => _ready = false;
}
