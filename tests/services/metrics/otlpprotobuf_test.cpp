#include "services/metrics/otlp.h"

#include <QTest>

#include <traces.pb.h>

using namespace gatehouse;
using namespace gatehouse::metrics;

/// Requests as protobuf, the damaged ones too.
class OtlpProtobufTest : public QObject
{
    Q_OBJECT

    static void add(otlp::Span &span, const std::string &key, const std::string &value)
    {
        otlp::KeyValue *attribute = span.add_attributes();
        attribute->set_key(key);
        attribute->mutable_value()->set_string_value(value);
    }
    static otlp::ExportTraceServiceRequest request()
    {
        otlp::ExportTraceServiceRequest request;
        otlp::ResourceSpans *resource = request.add_resource_spans();
        otlp::KeyValue *service = resource->mutable_resource()->add_attributes();
        service->set_key("service.name");
        service->mutable_value()->set_string_value("api");
        otlp::Span *span = resource->add_scope_spans()->add_spans();
        span->set_trace_id(std::string("\x0a\xf7\x65\x19\x16\xcd\x43\xdd\x84\x48\xeb\x21\x1c\x80"
                                       "\x31\x9c"));
        span->set_span_id(std::string("\xb7\xad\x6b\x71\x69\x20\x33\x31"));
        span->set_name("agent_step");
        span->set_start_time_unix_nano(1764230400000000000);
        span->set_end_time_unix_nano(1764230401250000000);
        span->mutable_status()->set_code(2);
        add(*span, "agent", "order_bot");
        otlp::KeyValue *tokens = span->add_attributes();
        tokens->set_key("tokens_prompt");
        tokens->mutable_value()->set_int_value(512);
        return request;
    }
    /// A field of that number with these bytes, and how many they are.
    static std::string field(int number, const std::string &bytes)
    {
        std::string text(1, char(number << 3 | 2));
        for (std::size_t rest = bytes.size();; rest >>= 7) {
            text += char((rest & 0x7F) | (rest > 0x7F ? 0x80 : 0));
            if (rest <= 0x7F)
                break;
        }
        return text + bytes;
    }

private slots:
    void aRequestIsReadAsItsJsonWouldBe()
    {
        const auto read = readOtlpProtobuf(request().SerializeAsString());
        const auto asJson = readOtlpJson(
            R"({"resourceSpans":[{"resource":{"attributes":[{"key":"service.name",)"
            R"("value":{"stringValue":"api"}}]},"scopeSpans":[{"spans":[{)"
            R"("traceId":"0AF7651916CD43DD8448EB211C80319C","spanId":"B7AD6B7169203331",)"
            R"("name":"agent_step","startTimeUnixNano":1764230400000000000,)"
            R"("endTimeUnixNano":"1764230401250000000","status":{"code":2},"attributes":[)"
            R"({"key":"agent","value":{"stringValue":"order_bot"}},)"
            R"({"key":"tokens_prompt","value":{"intValue":"512"}}]}]}]}]})");
        QVERIFY(read && asJson);
        const OtlpSpan &span = read->at(0).spans.at(0), &same = asJson->at(0).spans.at(0);
        QVERIFY(read->at(0).attributes == asJson->at(0).attributes);
        QVERIFY(span.attributes == same.attributes && span.attributes.size() == 2);
        QCOMPARE(span.traceId, std::string("0af7651916cd43dd8448eb211c80319c"));
        QCOMPARE(span.traceId, same.traceId);
        QCOMPARE(span.spanId, same.spanId);
        QCOMPARE(span.start, same.start);
        QCOMPARE(span.end, same.end);
        QVERIFY(span.isError && same.isError);
        QVERIFY(span.parentSpanId.empty());
    }

    void nothingIsARequestWithoutSpans()
    {
        const auto read = readOtlpProtobuf({});
        QVERIFY(read && read->empty());
    }

    void whatIsNotKnownIsLeftOut()
    {
        const auto read =
            readOtlpProtobuf(request().SerializeAsString() + field(9, "of a later version"));
        QVERIFY(read);
        QCOMPARE(read->size(), std::size_t(1));
    }

    void aCutRequestIsRefused()
    {
        const std::string body = request().SerializeAsString();
        for (std::size_t size = 1; size < body.size(); ++size) {
            const auto read = readOtlpProtobuf(std::string_view(body).substr(0, size));
            QVERIFY2(!read, qPrintable(QString::number(size)));
            QVERIFY(read.error().kind == ErrorKind::Invalid);
        }
    }

    void damagedBytesCrashNothing()
    {
        const std::string body = request().SerializeAsString();
        for (std::size_t at = 0; at < body.size(); ++at) {
            for (const int bits : {0x01, 0x07, 0x80, 0xFF}) {
                std::string damaged = body;
                damaged[at] = char(damaged[at] ^ bits);
                const auto read = readOtlpProtobuf(damaged);
                QVERIFY(read || read.error().kind == ErrorKind::Invalid);
            }
        }
    }

    void whatIsNoRequestIsSaid_data()
    {
        QTest::addColumn<std::string>("body");
        QTest::newRow("JSON") << std::string(R"({"resourceSpans":[]})");
        QTest::newRow("a length beyond the end") << std::string("\x0a\x7f\x01");
        QTest::newRow("an endless number") << std::string(20, '\xff');
        QTest::newRow("a group") << std::string("\x0b\x0c");
        QTest::newRow("a zero") << std::string(1, '\0');
        QTest::newRow("no UTF-8") << field(1, field(2, field(2, field(5, "\xff\xfe"))));
    }
    void whatIsNoRequestIsSaid()
    {
        QFETCH(std::string, body);
        const auto read = readOtlpProtobuf(body);
        QVERIFY(!read);
        QVERIFY(read.error().kind == ErrorKind::Invalid && !read.error().message.isEmpty());
    }

    void tooManyAreRefusedBeforeTheyAreRead_data()
    {
        QTest::addColumn<std::string>("body");
        std::string spans, attributes, resources;
        for (std::size_t i = 0; i <= mostOtlpSpans; ++i)
            spans += field(2, {});
        for (std::size_t i = 0; i <= mostOtlpParts; ++i) {
            attributes += field(9, {});
            resources += field(1, {});
        }
        QTest::newRow("spans") << field(1, field(2, spans));
        QTest::newRow("attributes") << field(1, field(2, field(2, attributes)));
        QTest::newRow("resources") << resources;
    }
    void tooManyAreRefusedBeforeTheyAreRead()
    {
        QFETCH(std::string, body);
        const auto read = readOtlpProtobuf(body);
        QVERIFY(!read);
        QVERIFY(read.error().message.contains(QStringLiteral("Send")));
    }
};

QTEST_APPLESS_MAIN(OtlpProtobufTest)
#include "otlpprotobuf_test.moc"
