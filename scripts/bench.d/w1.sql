SELECT full_document AS document, etag FROM send.service_documents WHERE id = :id::uuid;
