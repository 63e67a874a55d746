#include "models/ledger/entrychange.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>

#include <algorithm>

namespace gatehouse::ledger {

using namespace Qt::StringLiterals;

namespace {

using Flat = QMap<QString, QString>;

QString scalar(const QJsonValue &value)
{
    if (value.isBool())
        return value.toBool() ? u"true"_s : u"false"_s;
    return value.toVariant().toString();
}

/// What is nested gets a name of its own: "wordpress.mode". Depth is the document's, which the
/// gateway bounds.
void flatten(const QString &name, const QJsonValue &value, Flat &flat)
{
    if (value.isArray()) {
        QStringList elements;
        for (const QJsonValue element : value.toArray())
            elements += element.isObject() ? QString::fromUtf8(
                            QJsonDocument(element.toObject()).toJson(QJsonDocument::Compact))
                                           : scalar(element);
        flat.insert(name, elements.join(", "_L1));
        return;
    }
    if (!value.isObject()) {
        flat.insert(name, scalar(value));
        return;
    }
    const QJsonObject object = value.toObject();
    for (auto member = object.begin(); member != object.end(); ++member)
        flatten(name.isEmpty() ? member.key() : name + u'.' + member.key(), *member, flat);
}

Flat flatState(const QJsonValue &state)
{
    Flat flat;
    if (state.isObject())
        flatten({}, state, flat);
    return flat;
}

QList<ChangedValue> changedValues(const Flat &before, const Flat &after)
{
    QStringList names = before.keys() + after.keys();
    names.removeDuplicates();
    names.sort();
    QList<ChangedValue> values;
    for (const QString &name : std::as_const(names))
        values += ChangedValue{name, before.value(name), after.value(name)};
    std::stable_sort(values.begin(), values.end(),
                     [](const auto &a, const auto &b) { return a.isChanged() && !b.isChanged(); });
    return values;
}

} // namespace

EntryChange parseChange(const QString &detail)
{
    QJsonObject object = QJsonDocument::fromJson(detail.toUtf8()).object();
    EntryChange change;
    change.hasStates = object.contains("before"_L1) || object.contains("after"_L1);
    change.values =
        changedValues(flatState(object.take("before"_L1)), flatState(object.take("after"_L1)));
    Flat beside;
    flatten({}, object, beside);
    for (auto member = beside.cbegin(); member != beside.cend(); ++member)
        change.beside.append({member.key(), member.value()});
    return change;
}

} // namespace gatehouse::ledger
