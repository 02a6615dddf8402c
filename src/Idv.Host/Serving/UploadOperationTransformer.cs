using System.Text.Json.Nodes;
using Idv.Api.Endpoints;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Idv.Host.Serving;

/// <summary>Describes what the framework cannot see: bodies that come as a form or as JSON, and the API key.</summary>
internal sealed class UploadOperationTransformer : IOpenApiOperationTransformer
{
    /// <inheritdoc/>
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<UploadFields>().FirstOrDefault() is { } uploads)
        {
            operation.RequestBody = Body(uploads, metadata.OfType<JsonFields>().FirstOrDefault());
        }

        return Task.CompletedTask;
    }

    private static OpenApiRequestBody Body(UploadFields uploads, JsonFields? others)
    {
        var form = new OpenApiSchema { Type = JsonSchemaType.Object, Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal), Required = new HashSet<string>(StringComparer.Ordinal) };
        var json = new OpenApiSchema { Type = JsonSchemaType.Object, Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal), Required = new HashSet<string>(StringComparer.Ordinal) };
        foreach (var field in uploads.Fields)
        {
            var name = field.TrimEnd('?');
            form.Properties[name] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
            json.Properties[name] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "byte" };
            if (name == field)
            {
                form.Required.Add(name);
                json.Required.Add(name);
            }
        }

        foreach (var (name, example) in others?.Examples ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            var schema = new OpenApiSchema { Examples = [JsonNode.Parse(example)!] };
            form.Properties[name] = schema;
            json.Properties[name] = schema;
        }

        var content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["application/json"] = new OpenApiMediaType { Schema = json } };
        if (uploads.Fields.Count > 0)
        {
            content.Add("multipart/form-data", new OpenApiMediaType { Schema = form });
        }

        return new OpenApiRequestBody { Required = true, Content = content };
    }
}

/// <summary>Requires the API key in the description of every operation of <c>/v1</c>.</summary>
internal sealed class ApiKeyDocumentTransformer : IOpenApiDocumentTransformer
{
    private const string Scheme = "ApiKey";

    /// <inheritdoc/>
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "IDV engine",
            Version = "v1",
            Description = "Faces, documents and whole verifications. Images travel as multipart files or as base64 strings in JSON, under the same names. Errors are problem details (RFC 9457).",
        };
        document.Components ??= new OpenApiComponents();
        document.AddComponent(Scheme, new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An entry of the tenant's ApiKeys; `demo-api-key` with --demo." });
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
        return Task.CompletedTask;
    }
}
