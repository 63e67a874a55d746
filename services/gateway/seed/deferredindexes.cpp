#include "services/gateway/seed/deferredindexes.h"

namespace gatehouse::gateway {

namespace {

// Of a partitioned table the parent's, which theirs go and come with.
constexpr std::string_view readDeferrable = R"(
SELECT i.indexrelid::regclass::text,
       regexp_replace(pg_get_indexdef(i.indexrelid), '^(CREATE INDEX \S+) ON ONLY ', '\1 ON ')
  FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
 WHERE t.relnamespace = 'gatehouse'::regnamespace
   AND t.relname IN ('webhook_event', 'webhook_payload', 'idempotency_key', 'job_execution',
                     'delivery_attempt', 'dead_letter')
   AND NOT i.indisunique)";

Result<> setMemory(postgres::Session &owner)
{
    const auto set = owner.execute("SELECT set_config('maintenance_work_mem', '512MB', true)");
    return set ? Result<>() : failure(set.error());
}

} // namespace

Result<DeferredIndexes> DeferredIndexes::drop(postgres::Session &owner)
{
    const auto found = owner.execute(readDeferrable);
    if (!found)
        return failure(found.error());
    DeferredIndexes deferred;
    for (int row = 0; row < found->size(); ++row) {
        // The names are the catalog's, quoted by it where they have to be.
        if (const auto done = owner.execute("DROP INDEX " + found->get<std::string>(row, 0)); !done)
            return failure(done.error());
        deferred.m_definitions.push_back(found->get<std::string>(row, 1));
    }
    return deferred;
}

Result<> DeferredIndexes::make(postgres::Session &owner) const
{
    if (const auto set = setMemory(owner); !set)
        return set;
    for (const std::string &definition : m_definitions) {
        if (const auto done = owner.execute(definition); !done)
            return failure(done.error());
    }
    return {};
}

} // namespace gatehouse::gateway
