#pragma once

#include "app/gatehousectl/connection.h"
#include "app/gatehousectl/output.h"
#include "models/collection/descriptor.h"

#include <QStringList>

#include <functional>

namespace gatehouse::cli {

/// Ends the command with its exit code. Commands run in the application's event loop.
using Finish = std::function<void(int exitCode)>;

/// `events list`, `jobs list`, `dlq list`: newest first, page by page until `limit` rows.
void listRows(const Gateway &gateway, const collection::Descriptor &descriptor,
              const collection::Filter &filter, int limit, Output output, Finish finish);

/// `events show ID`: all that the admin API says of one thing.
void showRow(const Gateway &gateway, const collection::Descriptor &descriptor, const QString &id,
             Output output, Finish finish);

/// `dlq reenqueue ID...`: one after the other, in order; each outcome is a line. Goes on after a
/// refusal and then ends with Failed.
void runAction(const Gateway &gateway, const collection::Action &action, const QStringList &ids,
               const QString &reason, Output output, Finish finish);

} // namespace gatehouse::cli
