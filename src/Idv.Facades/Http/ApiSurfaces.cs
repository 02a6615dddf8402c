using Microsoft.AspNetCore.Http;

namespace Idv.Facades.Http;

/// <summary>Finds the API that a request belongs to: by host name where one is bound to an API, else by path.</summary>
/// <param name="surfaces">The APIs.</param>
/// <param name="hosts">Host names (without port) that belong to one API, by name of the host.</param>
public sealed class ApiSurfaces(IEnumerable<IApiSurface> surfaces, IReadOnlyDictionary<string, string> hosts)
{
    private readonly IApiSurface[] _surfaces = [.. surfaces];

    /// <summary>Every API.</summary>
    public IReadOnlyList<IApiSurface> All => _surfaces;

    /// <summary>The API of a request, or null when it belongs to none (health, documentation).</summary>
    public IApiSurface? Of(HttpRequest request)
    {
        var isBound = hosts.TryGetValue(request.Host.Host, out var name);
        foreach (var surface in _surfaces)
        {
            if ((!isBound || surface.Name == name) && surface.Owns(request.Path))
            {
                return surface;
            }
        }

        return null;
    }

    /// <summary>Whether the request's host name is bound to one API and the path is not of it: such a path does not exist there.</summary>
    public bool IsForeign(HttpRequest request) =>
        hosts.TryGetValue(request.Host.Host, out var name) && _surfaces.Any(surface => surface.Name != name && surface.Owns(request.Path))
        && !_surfaces.Any(surface => surface.Name == name && surface.Owns(request.Path));
}
