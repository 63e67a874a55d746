#include "app/gatehousectl/namedobjects.h"

#include "services/core/whendone.h"

#include <QCoreApplication>

namespace gatehouse::cli {

namespace {

struct NamedText
{
    Q_DECLARE_TR_FUNCTIONS(NamedText)
};

Result<QJsonObject> namedIn(const QJsonArray &list, const NamedObjects &objects,
                            const QString &name)
{
    QList<QJsonObject> found;
    for (const auto &each : list) {
        const QJsonObject object = each.toObject();
        if (object.value(u"id").toString() == name)
            return object;
        if (object.value(u"name").toString() == name)
            found += object;
    }
    if (found.size() > 1)
        return failure(
            ErrorKind::Conflict,
            NamedText::tr("Several are called “%1”. Give the id of one: `%2` lists them.")
                .arg(name, objects.path));
    return found.value(0);
}

} // namespace

void findNamed(const Gateway &gateway, const NamedObjects &objects, const QString &name,
               Output output, const Finish &finish,
               const std::function<void(const QJsonObject &found)> &next)
{
    const auto read = [objects, name, output, finish, next](const Result<QJsonObject> &answer) {
        auto found = answer ? namedIn(answer->value(objects.member).toArray(), objects, name)
                            : failure(answer.error());
        if (!found) {
            printError(found.error(), output.isJson());
            finish(Failed);
            return;
        }
        for (const QString &told : objects.told)
            found->remove(told);
        next(*found);
    };
    checkApi(gateway, output, finish, [api = gateway.api.get(), path = objects.path, read] {
        whenDone(api->get(path), qApp, read);
    });
}

void needNamed(const Gateway &gateway, const NamedObjects &objects, const QString &name,
               Output output, const Finish &finish,
               const std::function<void(const QJsonObject &found)> &next)
{
    findNamed(gateway, objects, name, output, finish,
              [name, output, finish, next](const QJsonObject &found) {
                  if (!found.isEmpty())
                      return next(found);
                  printError({ErrorKind::NotFound,
                              NamedText::tr("There is nothing called “%1”.").arg(name),
                              {},
                              {}},
                             output.isJson());
                  finish(Failed);
              });
}

} // namespace gatehouse::cli
