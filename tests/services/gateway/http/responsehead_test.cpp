#include "services/gateway/http/responsehead.h"

#include <QTest>

using namespace gatehouse::http;

namespace {

std::string headOf(const Response &response, ResponseFraming framing = {})
{
    return responseHead(response, framing, "today");
}

} // namespace

class ResponseHeadTest : public QObject
{
    Q_OBJECT

private slots:
    void writesTheWholeHead();
    void leavesOutWhatFramesTheMessage();
    void cannotBeSplitByAValue();
    void saysWhatBecomesOfTheConnection();
    void givesNoLengthWhereThereIsNoBody();
    void formatsDates_data();
    void formatsDates();
};

void ResponseHeadTest::writesTheWholeHead()
{
    QCOMPARE(headOf(jsonResponse(202, "{}")),
             std::string("HTTP/1.1 202 Accepted\r\nDate: today\r\n"
                         "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n"));
}

void ResponseHeadTest::leavesOutWhatFramesTheMessage()
{
    Response response = jsonResponse(200, "{}");
    response.headers.add("content-length", "7");
    response.headers.add("Transfer-Encoding", "chunked");
    response.headers.add("Connection", "upgrade");
    QCOMPARE(headOf(response), headOf(jsonResponse(200, "{}")));
}

void ResponseHeadTest::cannotBeSplitByAValue()
{
    Response response;
    response.headers.add("X-Echo", "a\r\nSet-Cookie: b");
    QVERIFY(headOf(response).find("\r\nX-Echo: a  Set-Cookie: b\r\n") != std::string::npos);
}

void ResponseHeadTest::saysWhatBecomesOfTheConnection()
{
    QVERIFY(headOf({}, {true, 11}).find("Connection") == std::string::npos);
    QVERIFY(headOf({}, {true, 10}).find("Connection: keep-alive\r\n") != std::string::npos);
    QVERIFY(headOf({}, {false, 11}).find("Connection: close\r\n") != std::string::npos);
    QVERIFY(headOf({}, {false, 10}).find("Connection: close\r\n") != std::string::npos);
}

void ResponseHeadTest::givesNoLengthWhereThereIsNoBody()
{
    Response response;
    response.status = 204;
    QVERIFY(headOf(response).find("Content-Length") == std::string::npos);
    response.status = 200;
    QVERIFY(headOf(response).find("Content-Length: 0\r\n") != std::string::npos);
}

void ResponseHeadTest::formatsDates_data()
{
    QTest::addColumn<qint64>("second");
    QTest::addColumn<std::string>("text");
    QTest::newRow("epoch") << qint64(0) << std::string("Thu, 01 Jan 1970 00:00:00 GMT");
    QTest::newRow("RFC 9110") << qint64(784111777) << std::string("Sun, 06 Nov 1994 08:49:37 GMT");
    QTest::newRow("leap day") << qint64(1709251199) << std::string("Thu, 29 Feb 2024 23:59:59 GMT");
}

void ResponseHeadTest::formatsDates()
{
    QFETCH(qint64, second);
    QFETCH(std::string, text);
    QCOMPARE(httpDate(std::chrono::sys_seconds(std::chrono::seconds(second))), text);
}

QTEST_GUILESS_MAIN(ResponseHeadTest)
#include "responsehead_test.moc"
