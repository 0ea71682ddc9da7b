//! Puts and gets with the unmodified Vineyard crate: blobs, an array, names, deletion, and metadata over TCP.
//!
//! usage: puts-and-gets SOCKET HOST:PORT

use vineyard::client::*;
use vineyard::ds::array::*;

const COUNT: usize = 1 << 20;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let (socket, endpoint) = (&arguments[1], &arguments[2]);
    let mut writer = IPCClient::connect(socket)?;
    let mut reader = IPCClient::connect(socket)?;
    blob(&mut writer, &mut reader)?;
    let id = array(&mut writer)?;
    read_back(&mut reader, id)?;
    over_tcp(endpoint, id)?;
    writer.delete(id, false, true)?;
    assert!(!reader.exists(id)?);
    println!("the Vineyard crate put and got {} bytes", COUNT * 8);
    Ok(())
}

fn blob(writer: &mut IPCClient, reader: &mut IPCClient) -> Result<()> {
    let mut made = writer.create_blob(1000)?;
    for (i, byte) in made.as_mut_slice().iter_mut().enumerate() {
        *byte = (i % 251) as u8;
    }
    let id = made.id();
    made.seal(writer)?;
    let found = reader.get_blob(id)?;
    assert_eq!(1000, found.allocated_size());
    assert!(found.as_slice()?.iter().enumerate().all(|(i, byte)| *byte == (i % 251) as u8));
    writer.drop_buffer(id)
}

fn array(client: &mut IPCClient) -> Result<ObjectID> {
    let mut builder = ArrayBuilder::<i64>::new(client, COUNT)?;
    for (i, item) in builder.as_mut_slice().iter_mut().enumerate() {
        *item = 3 * i as i64;
    }
    let id = builder.seal(client)?.id();
    client.persist(id)?;
    client.put_name(id, "from rust")?;
    client.label(id, "language", "rust")?;
    Ok(id)
}

fn read_back(client: &mut IPCClient, id: ObjectID) -> Result<()> {
    assert_eq!(id, client.get_name("from rust", false)?);
    let array = client.get::<Array<i64>>(id)?;
    assert_eq!(COUNT, array.as_slice().len());
    assert!(array.as_slice().iter().enumerate().all(|(i, item)| *item == 3 * i as i64));
    client.drop_name("from rust")
}

fn over_tcp(endpoint: &str, id: ObjectID) -> Result<()> {
    let mut client = RPCClient::connect_with_endpoint(endpoint)?;
    assert!(client.exists(id)?);
    let meta = client.get_metadata(id)?;
    assert_eq!(id, meta.get_id());
    assert!(meta.get_typename()?.starts_with("vineyard::Array"));
    Ok(())
}
