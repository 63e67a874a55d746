#include "services/capture/capture.h"

#include "services/capture/curlreader.h"
#include "services/capture/harfile.h"
#include "services/capture/httptext.h"
#include "services/core/inpool.h"

#include <QCoreApplication>
#include <QFile>

namespace gatehouse::capture {

namespace {

struct CaptureTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::capture::Capture)
};

Result<std::vector<CapturedRequest>> onlyOne(Result<CapturedRequest> request)
{
    if (!request)
        return failure(request.error());
    std::vector<CapturedRequest> requests;
    requests.push_back(std::move(*request));
    return requests;
}

} // namespace

Result<std::vector<CapturedRequest>> readCapture(const QByteArray &bytes)
{
    if (bytes.size() > largestCapture)
        return failure(ErrorKind::Invalid,
                       CaptureTexts::tr("This is over %1 MiB. Save the request that matters alone.")
                           .arg(largestCapture / 1024 / 1024));
    const QByteArray start = bytes.left(1000).trimmed();
    if (start.isEmpty())
        return failure(ErrorKind::Invalid,
                       CaptureTexts::tr("There is nothing to read. Copy a curl command or an HTTP "
                                        "request first."));
    const std::string_view text(bytes.data(), std::size_t(bytes.size()));
    if (start.startsWith('{') || start.startsWith("\xef\xbb\xbf{"))
        return requestsOfHar(bytes);
    if (isCurlCommand(text))
        return onlyOne(requestOfCurl(text));
    return onlyOne(requestOfHttpText(text));
}

QFuture<Result<std::vector<CapturedRequest>>> captureOfText(const QByteArray &text)
{
    return inPool<std::vector<CapturedRequest>>([text] { return readCapture(text); });
}

QFuture<Result<std::vector<CapturedRequest>>> captureOfFile(const QString &fileName)
{
    return inPool<std::vector<CapturedRequest>>(
        [fileName]() -> Result<std::vector<CapturedRequest>> {
            QFile file(fileName);
            if (!file.open(QIODevice::ReadOnly))
                return failure(
                    ErrorKind::Unavailable,
                    CaptureTexts::tr("%1 cannot be read: %2.").arg(fileName, file.errorString()));
            return readCapture(file.read(largestCapture + 1));
        });
}

} // namespace gatehouse::capture
