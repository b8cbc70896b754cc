import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.backend.memory.MemoryDatabase;
import de.bwaldvogel.mongo.backend.memory.index.MemoryUniqueIndex;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;

/** Serves the MongoDB protocol from memory: fast and not durable. Arguments: host, port. */
public final class MemoryStore {
  /** Newest version the server knows is too old for current drivers, which ask for wire version 9. */
  record Modern() implements MongoVersion {
    public List<Integer> getVersionArray() {
      return List.of(5, 0, 0);
    }

    public int getWireVersion() {
      return 13;
    }
  }

  /** As in MongoDB `_id` narrows a query that asks for more; the server's own index leaves such queries to a scan. */
  static final class IdIndex extends MemoryUniqueIndex {
    IdIndex(String name, List<IndexKey> keys, boolean sparse) {
      super(name, keys, sparse);
    }

    @Override
    public synchronized boolean canHandle(Document query) {
      return query.containsKey("_id") && super.canHandle(idOf(query));
    }

    /** What is found is held against the whole query afterwards. */
    @Override
    public synchronized Iterable<Integer> getPositions(Document query) {
      return super.getPositions(idOf(query));
    }

    private static Document idOf(Document query) {
      return new Document("_id", query.get("_id"));
    }
  }

  static final class Backend extends MemoryBackend {
    @Override
    public MemoryDatabase openOrCreateDatabase(String name) {
      return new MemoryDatabase(name, getCursorRegistry()) {
        @Override
        protected Index<Integer> openOrCreateUniqueIndex(
            String collection, String index, List<IndexKey> keys, boolean sparse) {
          boolean isId = keys.size() == 1 && keys.get(0).getKey().equals("_id");
          return isId
              ? new IdIndex(index, keys, sparse)
              : super.openOrCreateUniqueIndex(collection, index, keys, sparse);
        }
      };
    }
  }

  public static void main(String[] args) {
    var server = new MongoServer(new Backend().version(new Modern()));
    server.bind(args[0], Integer.parseInt(args[1]));
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow));
  }
}
