#pragma once

#include "app/gatehousectl/connection.h"
#include "app/gatehousectl/output.h"
#include "models/collection/descriptor.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>
#include <QUrlQuery>

#include <functional>

namespace gatehouse::cli {

/// Ends the command with its exit code. Commands run in the application's event loop.
using Finish = std::function<void(int exitCode)>;

/// Invalid unless every id is one. An id becomes a part of a path, so nothing else may pass.
Result<> checkIds(const QStringList &ids);

/// Goes on when the gateway's API is of a contract that this program knows; else ends the command.
void checkApi(const Gateway &gateway, Output output, const Finish &finish,
              std::function<void()> next);

/// The same of where that list comes from: the database or the API.
void checkGateway(const Gateway &gateway, const collection::Descriptor &descriptor, Output output,
                  const Finish &finish, std::function<void()> next);

// Each first sees that the gateway speaks this program's contract, and fails when it is newer.

/// `events list`, `jobs list`, `dlq list`: page by page until `limit` rows; of the request that,
/// the filter and the sort count.
void listRows(const Gateway &gateway, const collection::Descriptor &descriptor,
              const collection::PageRequest &request, Output output, const Finish &finish);

/// `events show ID`: all that the admin API says of one thing.
void showRow(const Gateway &gateway, const collection::Descriptor &descriptor, const QString &id,
             Output output, const Finish &finish);

/// `dlq reenqueue ID...`: the body to the action's endpoint, one after the other, in order; each
/// outcome is a line. Goes on after a refusal and then ends with Failed.
void runAction(const Gateway &gateway, const collection::Action &action, const QStringList &ids,
               const QJsonObject &body, Output output, const Finish &finish);

/// How one item of a list is told in a line, without --json; null: whole.
using ItemText = QString (*)(const QJsonObject &item);
void printItems(const QJsonArray &items, const Output &output, ItemText text);

/// What the admin API answers for a path below /admin/v1: one object, or its `items`, one after the
/// other.
void showObject(const Gateway &gateway, const QString &path, Output output, const Finish &finish,
                const QUrlQuery &query = {});
void listObjects(const Gateway &gateway, const QString &path, Output output, const Finish &finish,
                 ItemText text = nullptr, const QUrlQuery &query = {},
                 const QString &member = QStringLiteral("items"));

/// The list that answers a question which changes nothing.
void postForItems(const Gateway &gateway, const QString &path, const QJsonObject &body,
                  const QString &member, Output output, const Finish &finish, ItemText text);

/// One change; its answer is shown whole.
void postObject(const Gateway &gateway, const QString &path, const QJsonObject &body, Output output,
                const Finish &finish);
/// The same; ends with Failed when the answer says by that member that it did not work.
void postForOutcome(const Gateway &gateway, const QString &path, const QJsonObject &body,
                    const QString &member, Output output, const Finish &finish);
/// One change whose answer holds a secret, in the member `secret`, which is shown this once: it
/// alone on standard output, with --json the answer. Fails when an answer that was lost on the way
/// had it.
void postForSecret(const Gateway &gateway, const QString &path, const QJsonObject &body,
                   const QString &secret, Output output, const Finish &finish);

} // namespace gatehouse::cli
