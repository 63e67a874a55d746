#include "tests/integration/measures/support/prometheusserver.h"

#include "tests/integration/measures/support/clickhouseserver.h"
#include "tests/integration/support/webhooks.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QUrlQuery>

namespace gatehouse::test {

namespace {

void writeBytes(const QString &path, const QByteArray &text)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) < 0)
        qFatal("the test cannot write %s", qPrintable(path));
}

/// `name{a="b"} 3` with the job among its labels.
QByteArray sampleOf(const QByteArray &line, const QByteArray &job)
{
    const auto space = line.lastIndexOf(' ');
    QByteArray series = line.left(space);
    const QByteArray label = "job=\"" + job + '"';
    if (series.endsWith('}'))
        series.insert(series.size() - 1, ',' + label);
    else
        series += '{' + label + '}';
    return series + line.mid(space);
}

} // namespace

bool PrometheusServer::isInstalled()
{
    return !QStandardPaths::findExecutable(QStringLiteral("prometheus")).isEmpty();
}

const char *PrometheusServer::whatToInstall()
{
    return "There is no Prometheus; ./dev setup --with-prometheus installs Debian's.";
}

PrometheusServer::PrometheusServer()
    : m_program(QStringLiteral("prometheus"))
{
}

PrometheusServer::~PrometheusServer()
{
    stop();
}

void PrometheusServer::addScrape(const std::string &text, Timestamp at, const QByteArray &job)
{
    const QByteArray seconds =
        ' ' + QByteArray::number(double(at.time_since_epoch().count()) / 1e6, 'f', 3) + '\n';
    for (const QByteArray &line : QByteArray::fromStdString(text).split('\n')) {
        if (!line.isEmpty() && !line.startsWith('#'))
            m_samples += sampleOf(line, job) + seconds;
    }
}

bool PrometheusServer::start()
{
    const QString samples = m_folder.filePath(QStringLiteral("samples"));
    const QString data = m_folder.filePath(QStringLiteral("data"));
    const QString config = m_folder.filePath(QStringLiteral("prometheus.yml"));
    writeBytes(samples, m_samples + "# EOF\n");
    writeBytes(config, "global: {scrape_interval: 15s}\n");
    Program promtool(QStringLiteral("promtool"));
    if (promtool.run({QStringLiteral("tsdb"), QStringLiteral("create-blocks-from"),
                      QStringLiteral("openmetrics"), samples, data})
        != 0) {
        qWarning("%s", promtool.errors().constData());
        return false;
    }
    m_port = freePort();
    m_program.start({QStringLiteral("--config.file=") + config,
                     QStringLiteral("--storage.tsdb.path=") + data,
                     QStringLiteral("--web.listen-address=127.0.0.1:%1").arg(m_port),
                     QStringLiteral("--log.level=warn")});
    return waitForAnswer(QUrl(QStringLiteral("http://127.0.0.1:%1/-/ready").arg(m_port)));
}

void PrometheusServer::stop()
{
    m_program.terminate();
    m_program.waitForEnd();
}

QByteArray PrometheusServer::errors()
{
    return m_program.errors();
}

WebServer PrometheusServer::server() const
{
    return {QUrl(QStringLiteral("http://127.0.0.1:%1/").arg(m_port)), {}, {}};
}

std::optional<double> PrometheusServer::value(const QString &expression, Timestamp at) const
{
    QUrl url(QStringLiteral("http://127.0.0.1:%1/api/v1/query").arg(m_port));
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("query"),
                       QString::fromLatin1(QUrl::toPercentEncoding(expression)));
    query.addQueryItem(QStringLiteral("time"),
                       QString::number(at.time_since_epoch().count() / 1'000'000));
    url.setQuery(query);
    const Answer answer = adminRequest("GET", url.toString(QUrl::FullyEncoded).toStdString(), {});
    const QJsonArray result = QJsonDocument::fromJson(QByteArray::fromStdString(answer.body))
                                  .object()[QStringLiteral("data")]
                                  .toObject()[QStringLiteral("result")]
                                  .toArray();
    if (result.size() != 1)
        return std::nullopt;
    return result[0].toObject()[QStringLiteral("value")].toArray().at(1).toString().toDouble();
}

} // namespace gatehouse::test
