var builder = WebApplication.CreateBuilder(args);

builder.Services.AddCors(options => options.AddDefaultPolicy(policy =>
{
    policy.WithOrigins("https://app.example.com", "https://admin.example.com"); // cors: allow-origin
    policy.AllowCredentials(); // cors: allow-credentials
    policy.WithMethods("GET", "POST", "PUT", "PATCH", "DELETE"); // cors: allow-methods
    policy.WithHeaders("Authorization", "Content-Type"); // cors: allow-headers
    policy.WithExposedHeaders("X-Total-Count"); // cors: expose-headers
    policy.SetPreflightMaxAge(TimeSpan.FromHours(2));
}));
builder.Services.AddAuthentication().AddJwtBearer();
builder.Services.AddAuthorization();
builder.Services.AddProblemDetails(); // cors: errors

var app = builder.Build();

app.UseExceptionHandler(); // cors: errors

// cors: vary {
app.Use((context, next) =>
{
    context.Response.OnStarting(() =>
    {
        if (!context.Response.Headers.Vary.Contains("Origin"))
        {
            context.Response.Headers.Append("Vary", "Origin");
        }
        return Task.CompletedTask;
    });
    return next(context);
});
// cors: }

app.UseCors(); // cors: preflight errors
app.UseAuthentication();
app.UseAuthorization();

app.MapGet("/items", () => new[] { "one", "two" });
app.MapGet("/private", () => "for members").RequireAuthorization();

app.Run();
