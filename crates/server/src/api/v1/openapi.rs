//! The OpenAPI document (3.1), made of the table of routes.

use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::allowed::Needs;
use super::route::{ROOT, Route};
use super::routes::table;

/// The document, as JSON.
#[must_use]
pub fn document() -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
        settings.meta_schema = None;
    });
    let mut generator = settings.into_generator();
    let problem = generator.subschema_for::<fetter_protocol::Problem>();
    let mut paths = Map::new();
    for route in table() {
        let operation = operation(&route, &mut generator);
        let path = paths.entry(format!("{ROOT}{}", route.path)).or_insert_with(|| json!({}));
        path[route.method.as_str().to_ascii_lowercase()] = operation;
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "fetter",
            "version": "1",
            "description": "What people and programs ask a server. Times are in seconds since 1970. Long lists come in pages: \
                `next` is the `cursor` of the next. What is not the caller's is answered as what is not there.",
        },
        "paths": paths,
        "components": {
            "schemas": generator.take_definitions(true),
            "responses": {"problem": {
                "description": "Why it was not done (RFC 9457)",
                "content": {"application/problem+json": {"schema": problem}},
            }},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    })
}

fn operation(route: &Route, generator: &mut SchemaGenerator) -> Value {
    let mut answer = json!({"description": "Done"});
    if let Some(schema) = route.answer {
        answer["content"] = json!({"application/json": {"schema": schema(generator)}});
    }
    for media in route.media {
        answer["content"][*media] = json!({});
    }
    let mut responses = Map::new();
    responses.insert(route.status.to_string(), answer);
    responses.insert("default".to_owned(), json!({"$ref": "#/components/responses/problem"}));
    let mut operation = json!({
        "operationId": name(route),
        "summary": route.does,
        "parameters": parameters(route, generator),
        "responses": responses,
        "x-needs": needs(route.needs),
    });
    if route.needs != Needs::Nothing {
        operation["security"] = json!([{"token": []}]);
    }
    if let Some(schema) = route.body {
        let content = json!({"application/json": {"schema": schema(generator)}});
        operation["requestBody"] = json!({"required": true, "content": content});
    }
    operation
}

/// `GET /machines/{machine}/sites` is `get_machines_machine_sites`.
fn name(route: &Route) -> String {
    let path = route.path.replace(['{', '}'], "").replace(['/', '-', '.'], "_");
    format!("{}{path}", route.method.as_str().to_ascii_lowercase())
}

fn needs(needs: Needs) -> String {
    match needs {
        Needs::Nothing => "nothing".to_owned(),
        Needs::Role(role) => role.name().to_owned(),
        Needs::Whole(role) => format!("{} of all groups", role.name()),
        Needs::Operator => "operator".to_owned(),
    }
}

fn parameters(route: &Route, generator: &mut SchemaGenerator) -> Vec<Value> {
    let names = route.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let schema = |name| {
        if matches!(name, "id" | "number") { json!({"type": "integer"}) } else { json!({"type": "string"}) }
    };
    let mut parameters: Vec<Value> = names
        .map(|name| json!({"name": name, "in": "path", "required": true, "schema": schema(name)}))
        .collect();
    let Some(query) = route.query else { return parameters };
    // The query is a flat object: each of its properties is a parameter.
    let mut own =
        SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true).into_generator();
    let query = query(&mut own).to_value();
    let _ = generator;
    for (name, schema) in query["properties"].as_object().into_iter().flatten() {
        parameters.push(json!({"name": name, "in": "query", "required": false, "schema": schema}));
    }
    parameters
}
