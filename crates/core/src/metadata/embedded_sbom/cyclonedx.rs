//! CycloneDX in JSON, any version: the parts that all have in common.

use serde::Deserialize;

use super::{Collector, EmbeddedSbom, SbomError};
use crate::requirement::PackageName;

#[derive(Deserialize)]
struct Bom {
    metadata: Option<Metadata>,
    components: Option<Vec<Component>>,
}

#[derive(Deserialize)]
struct Metadata {
    component: Option<Component>,
}

#[derive(Deserialize)]
struct Component {
    #[serde(rename = "bom-ref")]
    bom_ref: Option<String>,
    group: Option<String>,
    name: String,
    version: Option<String>,
    purl: Option<String>,
    components: Option<Vec<Self>>,
}

pub(super) fn read(bytes: &[u8], owner: &PackageName, most: usize) -> Result<EmbeddedSbom, SbomError> {
    let bom: Bom = serde_json::from_slice(bytes)?;
    let mut collector = Collector::new(most);
    let subject = bom.metadata.and_then(|metadata| metadata.component);
    let mut own_ref = None;
    if let Some(mut subject) = subject {
        // What the bill is of is the wheel, or else the part of it that it describes.
        let nested = subject.components.take();
        if PackageName::new(&subject.name) == *owner {
            own_ref = subject.bom_ref;
        } else {
            collect(&mut collector, vec![subject], None);
        }
        collect(&mut collector, nested.unwrap_or_default(), None);
    }
    collect(&mut collector, bom.components.unwrap_or_default(), own_ref.as_deref());
    Ok(collector.done())
}

/// The depth is bounded: `serde_json` refuses what is nested deeper than 128 times.
fn collect(collector: &mut Collector, components: Vec<Component>, own_ref: Option<&str>) {
    for component in components {
        let is_own = own_ref.is_some() && component.bom_ref.as_deref() == own_ref;
        if !is_own {
            let name = match component.group.filter(|group| !group.is_empty()) {
                Some(group) => format!("{group}/{}", component.name),
                None => component.name,
            };
            collector.add(&name, component.version, component.purl);
        }
        collect(collector, component.components.unwrap_or_default(), own_ref);
    }
}
