//! Which answer belongs to which request.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::sync::Arc;

use super::{Request, Response};

/// Makes an answer of a request.
pub(super) type Answerer = Arc<dyn Fn(&Request) -> Response + Send + Sync>;

/// What is to be answered. What a script says of a method and a target goes before what it says of the target.
#[derive(Default)]
pub(super) struct Script {
    /// By method, where it counts, and target: the first answer to the first request, and so on; the last one to all
    /// that follow.
    answers: HashMap<(Option<String>, String), VecDeque<Response>>,
    answerers: HashMap<String, Answerer>,
    otherwise: Option<Answerer>,
}

impl fmt::Debug for Script {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Script").field("answers", &self.answers).finish_non_exhaustive()
    }
}

impl Script {
    pub(super) fn add(&mut self, method: Option<&str>, target: &str, response: Response) {
        let key = (method.map(str::to_owned), target.to_owned());
        self.answers.entry(key).or_default().push_back(response);
    }

    pub(super) fn add_answerer(&mut self, target: Option<&str>, answerer: Answerer) {
        match target {
            Some(target) => drop(self.answerers.insert(target.to_owned(), answerer)),
            None => self.otherwise = Some(answerer),
        }
    }

    /// The answer to a request, or what makes it.
    pub(super) fn find(&mut self, request: &Request) -> Result<Response, Answerer> {
        for method in [Some(request.method.clone()), None] {
            if let Some(answers) = self.answers.get_mut(&(method, request.target.clone()))
                && let Some(first) = answers.front().cloned()
            {
                if answers.len() > 1 {
                    answers.pop_front();
                }
                return Ok(first);
            }
        }
        let answerer = self.answerers.get(&request.target).or(self.otherwise.as_ref());
        answerer.cloned().map_or_else(|| Ok(Response::status(404)), Err)
    }
}
