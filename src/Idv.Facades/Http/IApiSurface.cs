using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Idv.Facades.Http;

/// <summary>
/// One API of the appliance as callers see it: its routes and the shape of the errors that are answered before or instead of a route. Every facade
/// has one, and so has our own API.
/// </summary>
public interface IApiSurface
{
    /// <summary>The API's name, one of <see cref="ApiNames"/>.</summary>
    string Name { get; }

    /// <summary>Whether a path belongs to this API, whether or not a route of it matches.</summary>
    bool Owns(PathString path);

    /// <summary>Adds the API's routes at the vendor's own paths.</summary>
    void Map(IEndpointRouteBuilder routes);

    /// <summary>
    /// The answer to a request that no route answers: 404, 405, 413, 415, 429, 500 and 503 in the API's own shape.
    /// </summary>
    /// <param name="http">The request.</param>
    /// <param name="status">The status.</param>
    /// <param name="detail">The fault in words; it never holds personal data or secrets.</param>
    IResult Error(HttpContext http, int status, string detail);
}
